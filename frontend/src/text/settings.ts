import { bytes } from './format'

export const words = {
  title: 'Settings',
  subtitle: 'This computer and this workspace',
}

export const look = {
  title: 'Look',
  help: 'System follows what your computer is set to.',
  label: 'Light or dark',
  light: 'Light',
  dark: 'Dark',
  system: 'System',
}

export const workspace = {
  title: 'Workspace',
  help: 'Everything you make is in one file on this computer.',
  file: 'File',
  size: 'Size',
  version: 'Version',
  versionOf: (version: string, schema: number) => `Greenlight ${version}, file format ${schema}`,
  sizeOf: (n: number) => bytes(n),
  copyPath: 'Copy the path',
  copied: 'The path is on the clipboard.',
  backup: 'Back up…',
  backupDownload: 'Download a backup',
  backupTitle: 'Where should the backup go?',
  backupName: (day: string) => `Greenlight ${day}.greenlight-backup`,
  backedUp: (path: string) => `The backup is written: ${path}`,
  restore: 'Restore a backup…',
  restoreTitle: 'Which backup?',
  restoreAsk: 'Replace this workspace by the backup?',
  restoreText: (name: string) => `Assistants, knowledge, models and runs are replaced by those in “${name}”. The present workspace is kept beside it, so nothing is lost. Keys are not part of a backup.`,
  restoreConfirm: 'Replace by the backup',
  restored: 'The backup is restored.',
  help2: 'A backup holds everything but keys.',
}

export const keys = {
  title: 'Keys of providers',
  help: 'They are never in the workspace, a backup or an export.',
}

export const sample = {
  title: 'Sample',
  help: 'Two assistants over the policies of an invented company, to try things on. What you made stays as it is.',
  add: 'Add the sample',
  added: 'The sample is being added. Jobs shows how far it is.',
}

export const doctor = {
  title: 'Check of this computer',
  help: 'What Greenlight found, and what would help.',
  again: 'Check again',
  states: { ok: 'Fine', warning: 'Look at this', missing: 'Missing' },
}

export const shortcuts = {
  title: 'Keyboard',
  help: 'Everything can be reached with Tab and Enter as well.',
  then: 'or',
  groups: {
    everywhere: 'Everywhere',
    build: 'Build',
    source: 'Source and reader',
  },
  find: 'Find anything, do anything',
  close: 'Close, or leave',
  addStep: 'Add a step',
  openStep: 'Open the settings of the step',
  deleteStep: 'Delete what is selected',
  undo: 'Undo',
  redo: 'Redo',
  copy: 'Copy, cut, paste',
  duplicate: 'Duplicate',
  selectAll: 'Select everything',
  save: 'Save at once',
  zoom: 'Larger, smaller, actual size',
  fit: 'Show the whole canvas',
  send: 'Ask',
  newLine: 'New line in a question',
  turn: 'Previous and next page',
  size: 'Larger and smaller',
}
