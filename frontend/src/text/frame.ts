export const frame = {
  name: 'Greenlight',
  navigation: 'Main',
  home: 'Home',
  knowledge: 'Knowledge',
  models: 'Models',
  settings: 'Settings',
  open: 'Open',
  closeTab: (name: string) => `Close ${name}`,
  skip: 'Skip to the content',
  find: 'Find anything',
}
