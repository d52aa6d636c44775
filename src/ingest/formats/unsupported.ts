// Reports that people have and that cannot be read yet: known by their headers, so that the refusal can name them.

import type { Bilingual } from '../../lib/language.ts';
import { normalHeader } from '../header.ts';

const known: readonly { name: Bilingual; headers: readonly string[]; signs: number }[] = [
  {
    name: {
      zh: '亚马逊业务报告（Business Report，没有日期列，请改用 All Orders）',
      en: 'an Amazon Business Report (it has no date column: use All Orders)',
    },
    headers: [
      '(Parent) ASIN',
      '(Child) ASIN',
      '（父）ASIN',
      '（子）ASIN',
      '（親）ASIN',
      '(Übergeordnete) ASIN',
      '(Untergeordnete) ASIN',
      'Units Ordered',
      'Sessions - Total',
    ],
    signs: 2,
  },
  {
    name: { zh: '亚马逊库存规划报告（Inventory Planning）', en: "Amazon's FBA inventory planning report" },
    headers: ['snapshot-date', 'days-of-supply', 'units-shipped-t7', 'units-shipped-t30', 'inv-age-0-to-90-days'],
    signs: 2,
  },
  {
    name: { zh: '亚马逊补货建议报告（Restock）', en: "Amazon's restock report" },
    headers: ['Recommended replenishment qty', 'Recommended ship date', 'Units Sold Last 30 Days'],
    signs: 1,
  },
  {
    name: { zh: '亚马逊库存分类账（Ledger）', en: "Amazon's inventory ledger" },
    headers: ['Disposition', 'Starting Warehouse Balance', 'Ending Warehouse Balance', 'Customer Shipments'],
    signs: 2,
  },
  {
    name: { zh: '亚马逊按国家库存报告', en: "Amazon's stock by country" },
    headers: ['quantity-for-local-fulfillment'],
    signs: 1,
  },
  {
    name: { zh: 'Shopify 订单导出', en: 'a Shopify order export' },
    headers: ['Financial Status', 'Lineitem quantity', 'Lineitem sku'],
    signs: 2,
  },
  {
    name: { zh: 'Shopify 库存导出', en: 'a Shopify inventory export' },
    headers: ['Handle', 'Committed (not editable)', 'Available (not editable)'],
    signs: 2,
  },
  {
    name: { zh: 'TikTok Shop 订单导出', en: 'a TikTok Shop order export' },
    headers: ['Seller SKU', 'SKU Subtotal After Discount', 'Sku Quantity of return'],
    signs: 2,
  },
];

/** The name of a report that cannot be read yet; undefined when the header is none of theirs. */
export function unsupportedReport(header: readonly string[]): Bilingual | undefined {
  const names = new Set(header.map(normalHeader));
  return known.find(({ headers, signs }) => headers.filter((each) => names.has(normalHeader(each))).length >= signs)
    ?.name;
}
