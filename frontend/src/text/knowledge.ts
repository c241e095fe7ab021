import { count, number } from './format'

const documents = (n: number) => count(n, 'document', 'documents')
const files = (n: number) => count(n, 'file', 'files')

export const words = {
  title: 'Knowledge',
  subtitle: 'Documents that your assistants search and quote',
  create: 'New knowledge',
  filterBases: 'Find knowledge',
  noneFound: (query: string) => `No knowledge is called “${query}”.`,
  emptyTitle: 'Give your assistants something to read',
  emptyText: 'Knowledge is a set of documents: policies, manuals, tables, mails. Assistants search it and quote the page.',
  emptyBase: 'No documents yet',
  facts: (docs: number, pieces: number) => `${documents(docs)} · ${count(pieces, 'piece', 'pieces')}`,
  wordsFact: (n: number) => count(n, 'word', 'words'),
  changed: (when: string) => `Changed ${when}`,
  builtinIndex: 'Built-in index',
  back: 'All knowledge',
  gone: 'Back to all knowledge',
  tabs: { documents: 'Documents', ask: 'Ask the knowledge', settings: 'Settings' },
  tabsLabel: 'Parts of this knowledge',
}

export const form = {
  createTitle: 'New knowledge',
  name: 'Name',
  namePlaceholder: 'HR policies',
  nameMissing: 'Give it a name, so that people find it.',
  description: 'Description',
  descriptionHelp: 'For whoever builds an assistant with it. You can leave it empty.',
  sensitivity: 'Who may see it?',
  advanced: 'How documents are cut and searched',
  pieceWords: 'Words in a piece',
  pieceWordsHelp: 'Documents are cut into pieces, which are found one by one. Short pieces point to the exact place; long ones keep more of the context.',
  overlap: 'Words shared with the piece before',
  overlapHelp: 'So that a sentence at a cut is not torn from what it belongs to.',
  embedding: 'Search by meaning with',
  embeddingHelp: 'A model that places texts with a similar meaning close together (an embedding). The built-in one needs nothing else; a language model’s finds more when people use other words than the documents.',
  createAction: 'Create',
  saveAction: 'Save changes',
  saved: 'Saved.',
  reindex: (n: number) => `This reads ${documents(n)} into a new index. Search keeps using the old one until it is ready.`,
  revert: 'Discard changes',
}

export const sensitivities = {
  public: { label: 'Public', help: 'Anyone may read it: a website, a price list.' },
  internal: { label: 'Internal', help: 'For the people in your organisation.' },
  confidential: { label: 'Confidential', help: 'For few people. Best kept to models that run on this computer.' },
}

export const settings = {
  danger: 'Delete this knowledge',
  dangerHelp: (n: number) => `Takes ${documents(n)} out of Greenlight. Your files stay where they are. Assistants that search it will ask for another.`,
  delete: 'Delete…',
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteConfirm: 'Delete knowledge',
  deleteType: (name: string) => `This cannot be undone. Type “${name}” to confirm.`,
  deleted: (name: string) => `“${name}” is deleted.`,
}

export const add = {
  drop: 'Drop files or a folder here',
  release: 'Let go to add them',
  or: 'or',
  files: 'Choose files',
  folder: 'Choose a folder',
  add: 'Add documents',
  formats: (list: string) => `Reads ${list}.`,
  dialogFiles: 'Choose documents',
  dialogFolder: 'Choose a folder of documents',
  sending: (done: number, total: number) => `Copying ${number(done)} of ${files(total)}`,
  leftOut: (n: number, kinds: string) => `${files(n)} left out: Greenlight does not read ${kinds}.`,
  nothing: 'None of these files can be read.',
  nothingHint: (list: string) => `Greenlight reads ${list}.`,
  failedFiles: (n: number) => `${files(n)} did not arrive.`,
  failedHint: 'Drop them once more.',
}

export const table = {
  label: 'Documents',
  filter: 'Find a document',
  all: 'All',
  ready: 'Ready',
  attention: 'Needs attention',
  show: 'Which documents to show',
  name: 'Name',
  status: 'Status',
  pages: 'Pages',
  pieces: 'Pieces',
  words: 'Words',
  changed: 'Added',
  sortBy: (column: string) => `Sort by ${column.toLowerCase()}`,
  select: (title: string) => `Select ${title}`,
  selectAll: 'Select all shown',
  actions: (title: string) => `Actions for ${title}`,
  actionsHead: 'Actions',
  open: 'Read',
  again: 'Read it again',
  remove: 'Remove',
  enterPassword: 'Enter the password',
  tryAgain: 'Try again',
  onPage: (page: number, message: string) => `Page ${page}: ${message}`,
  moreWarnings: (n: number) => `and ${count(n, 'more remark', 'more remarks')}`,
  noneFit: 'No document fits.',
  clear: 'Show all documents',
  selected: (n: number) => `${documents(n)} selected`,
  clearSelection: 'Clear the selection',
  removed: (n: number) => `${documents(n)} removed.`,
  removedOne: (title: string) => `“${title}” is removed.`,
  removeTitle: (n: number) => `Remove ${documents(n)}?`,
  removeText: 'Assistants no longer find what they say. The files on your disk stay where they are.',
  removeConfirm: (n: number) => `Remove ${documents(n)}`,
}

export const status = {
  pending: 'Waiting',
  ready: 'Ready',
  remarks: 'With remarks',
  empty: 'No text',
  failed: 'Not read',
}

export const noEnding = 'files without an ending'

/** What people call the kinds of file, the usual ones first. */
export const formatNames: Record<string, string> = {
  pdf: 'PDF',
  docx: 'Word', docm: 'Word', dotx: 'Word',
  pptx: 'PowerPoint', pptm: 'PowerPoint', ppsx: 'PowerPoint', potx: 'PowerPoint',
  xlsx: 'Excel', xlsm: 'Excel', xltx: 'Excel',
  csv: 'CSV', tsv: 'CSV', tab: 'CSV',
  html: 'HTML', htm: 'HTML', xhtml: 'HTML',
  md: 'Markdown', markdown: 'Markdown', mdown: 'Markdown', mkd: 'Markdown', mdx: 'Markdown',
  odt: 'OpenDocument', ott: 'OpenDocument', fodt: 'OpenDocument',
  eml: 'e-mail', epub: 'EPUB',
  json: 'JSON', jsonl: 'JSON', ndjson: 'JSON',
  srt: 'subtitles', vtt: 'subtitles',
  txt: 'plain text', text: 'plain text', log: 'plain text', rst: 'plain text',
}

export const password = {
  title: 'This document is locked',
  many: (n: number) => `${documents(n)} are locked`,
  text: (title: string) => `“${title}” opens only with a password.`,
  label: 'Password',
  help: 'It is used for reading now and is not kept.',
  others: (n: number) => `Try it on the other ${count(n, 'locked document', 'locked documents')} too`,
  action: 'Open and read',
  someFailed: (n: number) => `The password does not fit ${documents(n)} of the others.`,
}

export const ask = {
  label: 'Your question',
  placeholder: 'What would people ask? For example: how many days may I carry over?',
  action: 'Search',
  mode: 'What to look at',
  modes: { hybrid: 'Both', keyword: 'Words', meaning: 'Meaning' },
  modeHelp: {
    hybrid: 'Finds what uses the same words and what means the same, and puts the two in one order. Assistants search this way unless you choose otherwise.',
    keyword: 'Finds pieces with the words of the question; rare words count most.',
    meaning: 'Finds pieces that say something similar, even in other words.',
  },
  introTitle: 'See what your assistants find',
  intro: 'Ask as people would. You see the pieces in the order in which an assistant gets them, and why each was found.',
  introEmpty: 'Add documents first; then ask what they know.',
  found: (n: number, ms: string) => `${count(n, 'piece', 'pieces')} in ${ms}`,
  nothing: 'Nothing was found.',
  nothingHint: 'Try other words, or search by meaning.',
  more: 'Show more',
  byWords: (rank: number) => `No. ${rank} by words`,
  byMeaning: (rank: number) => `No. ${rank} by meaning`,
  notByWords: 'Not found by words',
  notByMeaning: 'Not found by meaning',
  matched: 'Same words:',
  closeness: 'Closeness in meaning',
  close: { very: 'says nearly the same', near: 'close in meaning', some: 'related', far: 'only loosely related' },
  alike: { very: 'very similar wording', near: 'similar wording', some: 'some similar words', far: 'few similar words' },
  place: (page: string) => page,
  open: (title: string) => `Show the passage in ${title}`,
  whole: 'Show all',
  less: 'Show less',
  results: 'Pieces found',
}

export const reader = {
  notRead: 'This document was not read',
  facts: (pages: number, pieces: number, total: number) =>
    `${count(pages, 'page', 'pages')} · ${count(pieces, 'piece', 'pieces')} · ${count(total, 'word', 'words')}`,
  remarks: 'What to know about this document',
  panel: 'Pieces',
  panelHelp: 'An assistant finds and quotes pieces, not whole documents. Neighbours have different colours; stripes are in both.',
  now: (n: number) => count(n, 'piece', 'pieces'),
  average: (n: number) => `${count(n, 'word', 'words')} on average`,
  try: 'Try another way of cutting',
  preview: 'Preview only. Nothing is changed yet.',
  fewer: (n: number) => `${number(n)} fewer than now`,
  more: (n: number) => `${number(n)} more than now`,
  same: 'As many as now',
  apply: (n: number) => (n === 1 ? 'Use for this document' : `Use for all ${documents(n)}`),
  applyHelp: (name: string) => `All documents in “${name}” are cut and indexed again. Search keeps using the old pieces until that is done.`,
  applied: 'The documents are being cut again. Jobs shows how far it is.',
  reset: 'Back to how it is',
  list: 'All pieces',
  goTo: (ordinal: number) => `Go to piece ${ordinal}`,
  pieceLine: (page: number, size: number) => `page ${page} · ${count(size, 'word', 'words')}`,
}
