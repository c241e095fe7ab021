// The part of Markdown that answers of models use: paragraphs, headings, lists, fenced code.
export type Block =
  | { kind: 'text' | 'heading' | 'code'; text: string }
  | { kind: 'bullets'; items: string[] }
  | { kind: 'numbers'; items: string[]; start: number }

const bullet = /^\s*[-*•]\s+(.*)$/
const numbered = /^\s*(\d+)[.)]\s+(.*)$/
const heading = /^#{1,6}\s+(.*)$/

function addLine(blocks: Block[], line: string, fresh: boolean): void {
  const last = blocks.at(-1)
  const point = bullet.exec(line)
  const number = numbered.exec(line)
  const head = heading.exec(line)
  if (point) {
    if (last?.kind === 'bullets') last.items.push(point[1] ?? '')
    else blocks.push({ kind: 'bullets', items: [point[1] ?? ''] })
  } else if (number) {
    if (last?.kind === 'numbers') last.items.push(number[2] ?? '')
    else blocks.push({ kind: 'numbers', items: [number[2] ?? ''], start: Number(number[1]) })
  } else if (head) {
    blocks.push({ kind: 'heading', text: head[1] ?? '' })
  } else if (!fresh && last?.kind === 'text') {
    last.text += '\n' + line
  } else if (!fresh && (last?.kind === 'bullets' || last?.kind === 'numbers')) {
    last.items.push((last.items.pop() ?? '') + ' ' + line.trim())
  } else {
    blocks.push({ kind: 'text', text: line })
  }
}

/** The blocks of a text. A fence that is not closed yet (the text is still being written) runs to the end. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let code: string[] | undefined
  let fresh = true
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('```')) {
      if (code) blocks.push({ kind: 'code', text: code.join('\n') })
      code = code ? undefined : []
      fresh = true
    } else if (code) {
      code.push(line)
    } else if (line.trim() === '') {
      fresh = true
    } else {
      addLine(blocks, line, fresh)
      fresh = false
    }
  }
  if (code) blocks.push({ kind: 'code', text: code.join('\n') })
  return blocks
}
