export const session = {
  'session.title': 'Sign in',
  'session.lead': 'One register of the neighbourhood: every dwelling, one code.',
  'session.account': 'Account',
  'session.password': 'Password',
  'session.submit': 'Sign in',
  'session.needAccount': 'Enter your account name',
  'session.needPassword': 'Enter your password',
  'session.wrong': 'The account or the password is not right. Check both and try again.',
  'session.trust': 'Every look at personal data is written to a log that residents can read.',
  'session.signOut': 'Sign out',
};
