export const account = {
  title: 'My account',
  administrator: 'An administrator changes name, e-mail, roles and teams.',
  looks: 'Language and appearance',
  looksWhy: 'Kept in this browser. Times are shown in the time zone of this device.',
  zone: 'Time zone',
  passwordWhy: 'With another password, you are signed out everywhere else.',
  changePassword: 'Change password',
};
