// The causes an answer can name, by kind of form. Values are stored with answers: add new ones, never rename.

import type { Option } from './form.ts';

const dataError: Option = option('data_error', '数据错误', 'Data error');
const other: Option = option('other', '其他', 'Other');

export const causesUp: readonly Option[] = [
  option('deal', '平台活动（秒杀、大促、优惠券）', 'Platform deal'),
  option('advertising', '广告加大投放', 'More advertising'),
  option('keyword_rank', '关键词排名上升', 'Keyword rank rose'),
  option('competitor_out_of_stock', '竞品断货', 'Competitor out of stock'),
  option('season', '季节或节日需求', 'Season or holiday'),
  option('influencer', '直播或达人带货', 'Livestream or influencer'),
  option('badge', '获得标识（热销榜、编辑推荐）', 'Badge won'),
  option('price_cut', '降价', 'Price cut'),
  option('bulk_order', '大单（批量采购）', 'Bulk order'),
  dataError,
  other,
];

export const causesDown: readonly Option[] = [
  option('low_stock', '断货或库存不足', 'Out of stock or low stock'),
  option('lost_buy_box', '丢失购物车', 'Lost the Buy Box'),
  option('advertising_stopped', '广告停投或预算用完', 'Advertising stopped'),
  option('rank_fell', '关键词排名下降', 'Keyword rank fell'),
  option('price_raised', '涨价', 'Price raised'),
  option('competitor', '竞品冲击（降价、活动、新品）', 'Competitor'),
  option('bad_reviews', '差评或评分下降', 'Bad reviews'),
  option('listing_suppressed', 'Listing 被下架或屏蔽', 'Listing suppressed'),
  option('season_over', '季节或节日结束', 'Season over'),
  dataError,
  other,
];

/** Why a SKU falls day after day after a surge. */
export const causesExit: readonly Option[] = [
  option('hype_over', '热度消退', 'The hype is over'),
  option('deal_over', '活动结束', 'The deal is over'),
  ...causesDown,
];

export const causesStoreWide: readonly Option[] = [
  option('outage', '平台或网站故障', 'Platform or site outage'),
  option('deal_day', '大促或活动日', 'Deal day'),
  option('deal_over', '大促结束后回落', 'After a deal day'),
  option('account', '账号或店铺受限', 'Account or shop restricted'),
  option('advertising', '广告整体调整', 'Advertising changed as a whole'),
  option('logistics', '物流或配送问题', 'Logistics or delivery'),
  option('season', '季节或节假日', 'Season or holiday'),
  option('data_error', '数据缺失或错误', 'Data missing or wrong'),
  other,
];

export const causesOutOfStock: readonly Option[] = [
  option('ordered_late', '补货下单晚了', 'Ordered too late'),
  option('production_late', '工厂交期延误', 'Production late'),
  option('shipment_late', '运输或清关延误', 'Shipment or customs late'),
  option('receiving_slow', '已到仓，未上架', 'Arrived, not yet received'),
  option('sold_faster', '卖得比预期快', 'Sold faster than expected'),
  option('locked', '库存被锁定、调拨或不可售', 'Stock locked, moved or unsellable'),
  option('discontinued', '计划停售', 'Discontinued on purpose'),
  dataError,
  other,
];

/** The answer that the baseline learns from: whether these days count, until when, or from now on. */
export const natureOptions: readonly Option[] = [
  option('one_off', '一次性（只影响这几天）', 'One-off (these days only)'),
  option('short_term', '短期（到某天为止）', 'Short-term (until a date)'),
  option('lasting', '持续（以后就是这个水平）', 'Lasting (the new level)'),
  option('data_error', '数据错误（实际没有变化）', 'Data error (nothing happened)'),
];

export function option(value: string, zh: string, en: string): Option {
  return { value, label: { zh, en } };
}
