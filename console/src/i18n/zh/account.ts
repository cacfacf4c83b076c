import type { account as en } from '../en/account';

export const account: typeof en = {
  title: '我的账户',
  administrator: '姓名、邮箱、角色和团队由管理员修改。',
  looks: '语言与外观',
  looksWhy: '保存在本浏览器中。时间按本设备的时区显示。',
  zone: '时区',
  passwordWhy: '更改密码后，其他地方的登录将全部退出。',
  changePassword: '更改密码',
};
