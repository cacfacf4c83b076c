import type { interactions as en } from '../en/interactions';

export const interactions: typeof en = {
  title: '沟通记录',
  views: { inbound: '来访', outbound: '外联', afterSales: '售后' },
  field: {
    channel: '渠道',
    direction: '方向',
    topic: '主题',
    subject: '标题',
    content: '沟通内容',
    outcome: '结果',
    occurredAt: '时间',
    customerId: '客户',
  },
  channel: {
    PHONE: '通话',
    EMAIL: '邮件',
    IM: '即时消息',
    MEETING: '会议',
    SOCIAL: '社交媒体',
    WEB: '网站',
    IN_PERSON: '面谈',
    SMS: '短信',
    PUSH: '推送',
  },
  direction: { INBOUND: '来访', OUTBOUND: '外联' },
  topic: { ENQUIRY: '咨询', PURCHASE: '购买', AFTER_SALES: '售后' },
  placeholder: '客户说了什么？决定了什么？',
  log: '记录',
  logged: '已记录{{channel}}',
};
