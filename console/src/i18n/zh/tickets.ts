import type { tickets as en } from '../en/tickets';

export const tickets: typeof en = {
  title: '处理单',
  create: '新建处理单',
  created: '已创建处理单 {{number}}',
  views: { urgent: '紧急', complaints: '投诉', returns: '退货' },
  field: {
    number: '编号',
    needDescription: '需求',
    type: '类型',
    priority: '优先级',
    stage: '状态',
    channel: '渠道',
    openedAt: '创建时间',
    customerId: '客户',
    orderId: '订单',
  },
  stage: { NEW: '新建' },
  type: {
    QUESTION: '咨询',
    INCIDENT: '故障',
    COMPLAINT: '投诉',
    REQUEST: '请求',
    AFTER_SALES: '售后',
    RETURN: '退货',
  },
  priority: { LOW: '低', NORMAL: '普通', HIGH: '高', URGENT: '紧急' },
  opened: '已创建',
  notForYou: '您的角色不可查看沟通内容。',
};
