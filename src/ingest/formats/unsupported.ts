// Reports that people have and that cannot be read yet: known by their headers, so that the refusal can name them.

import type { Bilingual } from '../../lib/language.ts';
import { normalHeader } from '../header.ts';

const known: readonly { name: Bilingual; headers: readonly string[]; signs: number }[] = [
  {
    name: {
      zh: '亚马逊已发货订单报告（Fulfilled Shipments，是发给买家的包裹，不是在途货件，请改用 All Orders）',
      en: 'Amazon Fulfilled Shipments (parcels to buyers, no inbound shipments: use All Orders)',
    },
    headers: ['shipment-item-id', 'fulfillment-center-id', 'quantity-shipped', 'shipment-date'],
    signs: 3,
  },
  {
    name: {
      zh: '亚马逊结算报告（Settlement，按结算周期而不是按天，请改用 All Orders）',
      en: 'an Amazon settlement report (it tells of payments, not of days: use All Orders)',
    },
    headers: ['settlement-id', 'settlement-start-date', 'deposit-date', 'transaction-type', 'amount-type'],
    signs: 2,
  },
  {
    name: {
      zh: '亚马逊付款交易报告（Date Range，请改用 All Orders）',
      en: 'an Amazon date range transaction report (it tells of payments: use All Orders)',
    },
    headers: ['date/time', 'settlement id', 'fulfilment', 'fulfillment', 'order state', 'product sales'],
    signs: 3,
  },
  {
    name: {
      zh: '亚马逊待发货订单报告（Order Report，只含自发货订单，请改用 All Orders）',
      en: "an Amazon order report of the seller's own shipments (not all sales: use All Orders)",
    },
    headers: ['order-item-id', 'payments-date', 'quantity-purchased', 'buyer-email', 'ship-service-level'],
    signs: 3,
  },
  {
    name: { zh: '亚马逊退货报告（FBA Customer Returns）', en: 'Amazon FBA customer returns' },
    headers: ['return-date', 'detailed-disposition', 'license-plate-number', 'fulfillment-center-id'],
    signs: 2,
  },
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
    headers: [
      'Disposition',
      'Starting Warehouse Balance',
      'Ending Warehouse Balance',
      'Customer Shipments',
      'Event Type',
      'Reference ID',
      'Fulfillment Center',
      'Unreconciled Quantity',
    ],
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
