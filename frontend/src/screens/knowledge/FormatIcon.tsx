import { File, FileCode2, FileSpreadsheet, FileText, FileType2, Mail, Presentation, BookText, type LucideIcon } from 'lucide-react'
import { ending } from './dropped'
import css from './documents.module.css'

const icons: Record<string, [LucideIcon, string]> = {
  pdf: [FileText, 'bad'],
  docx: [FileType2, 'info'],
  odt: [FileType2, 'info'],
  pptx: [Presentation, 'warn'],
  xlsx: [FileSpreadsheet, 'accent'],
  csv: [FileSpreadsheet, 'accent'],
  tsv: [FileSpreadsheet, 'accent'],
  html: [FileCode2, 'violet'],
  htm: [FileCode2, 'violet'],
  json: [FileCode2, 'violet'],
  jsonl: [FileCode2, 'violet'],
  eml: [Mail, 'info'],
  epub: [BookText, 'violet'],
  md: [FileText, 'neutral'],
  markdown: [FileText, 'neutral'],
  txt: [FileText, 'neutral'],
  text: [FileText, 'neutral'],
}

/** A small picture of what kind of file it is; the path beside it says it in words. */
export function FormatIcon({ format, path }: { format: string; path: string }) {
  const [Icon, colour] = icons[format] ?? icons[ending(path)] ?? [File, 'neutral']
  return <span className={css.format} style={{ color: `var(--${colour})`, background: `var(--${colour}-soft)` }} aria-hidden><Icon size={16} /></span>
}
