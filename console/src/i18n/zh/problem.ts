import type { problem as en } from '../en/problem';

export const problem: typeof en = {
  0: '无法连接服务器，您输入的内容已保留。',
  403: '您的角色不允许此操作。',
  404: '内容不存在，或对您不可见。',
  429: '操作过于频繁，请稍候。',
  503: '服务繁忙，您输入的内容已保留。',
  forgery: '页面打开时间过长，请重新加载。',
  unreadable: '服务器无法识别该内容。',
  impossible: '部分内容无效，请查看标出的字段。',
  'stale-version': '其他人已在此期间作了修改。',
  'order-state': '订单当前状态不允许此操作。',
  'order-lines': '该订单的明细不允许此操作。',
  'order-terms': '该订单的付款条件不允许此操作。',
  'crm-number-taken': '该号码已属于另一位客户。',
  'username-taken': '该用户名已被使用，请另选一个。',
  'name-taken': '已有同名的团队。',
  'last-administrator': '否则将没有管理员。请先让另一个用户成为管理员。',
  'dead-letter-busy': '该记录正在重放。',
  'delivery-stage': '该消息已不在此状态。',
  fallback: '未能完成。',
};
