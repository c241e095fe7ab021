/** Files that a browser sent lie in a folder of the workspace that says nothing to people. */
const sent = /^.*[/\\]uploads[/\\]up_[a-z0-9]+[/\\]/

/** The path of a document as people know it. */
export const placeOf = (path: string): string => path.replace(sent, '')
