export const common = {
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  delete: 'Delete',
  rename: 'Rename',
  duplicate: 'Duplicate',
  loading: 'Loading',
  more: 'More',
  search: 'Search',
  back: 'Back',
}
