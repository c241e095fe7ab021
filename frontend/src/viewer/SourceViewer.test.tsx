import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api, AppError, type ReaderView } from '@/bridge'
import { words } from '@/text/viewer'
import { draw } from '@/test/render'
import { SourceViewer } from './SourceViewer'

const text = 'Leave 😀\nFive days may be carried over.\fSecond page.'
const start = text.indexOf('Five') - 1 // the emoji counts as one

const view = (change: Partial<ReaderView> = {}): ReaderView => ({
  document: {
    id: 'doc_1', knowledgeId: 'kb_1', path: 'policies/Leave.pdf', title: 'Annual leave policy', format: 'pdf', hash: '', size: 1, status: 'ready',
    pages: 2, chunks: 1, words: 9, warnings: [], addedAt: '', updatedAt: '',
  },
  text,
  pages: [{ number: 1, start: 0, end: 38 }, { number: 2, start: 39, end: 51 }],
  blocks: [], pieces: [], pictures: true, ...change,
})

const close = vi.fn()
const open = () => draw(<SourceViewer documentId="doc_1" start={start} end={start + 9} page={1} onClose={close} />)

beforeEach(() => {
  close.mockReset()
  vi.spyOn(api.knowledge, 'read').mockResolvedValue(view())
  vi.spyOn(api.knowledge, 'marks').mockResolvedValue({ page: 1, width: 600, height: 800, boxes: [{ x: 0.1, y: 0.2, w: 0.5, h: 0.02 }] })
})

describe('the source of a citation', () => {
  it('shows the page as a picture and marks the passage once it is drawn', async () => {
    open()
    const picture = await screen.findByRole('img')
    expect(picture).toHaveAttribute('src', '/files/page/doc_1/1')
    expect(document.querySelector('[data-box]')).toBeNull()
    fireEvent.load(picture)
    await waitFor(() => expect(document.querySelector<HTMLElement>('[data-box]')?.style.left).toBe('10%'))
  })

  it('says so when the passage cannot be marked on the picture', async () => {
    vi.mocked(api.knowledge.marks).mockResolvedValue({ page: 1, width: 600, height: 800, boxes: [] })
    open()
    expect(await screen.findByText(words.noMarks)).toBeInTheDocument()
  })

  it('offers the text when the picture cannot be drawn', async () => {
    open()
    fireEvent.error(await screen.findByRole('img'))
    await userEvent.click(await screen.findByRole('button', { name: words.showText }))
    expect(screen.getByRole('region', { name: words.documentText })).toBeInTheDocument()
  })

  it('turns pages with the arrows, not beyond the ends, and finds back to the passage', async () => {
    open()
    await screen.findByText(words.page(1, '', 2))
    await userEvent.keyboard('{ArrowLeft}')
    expect(screen.getByText(words.page(1, '', 2))).toBeInTheDocument()
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByText(words.page(2, '', 2))).toBeInTheDocument()
    expect(screen.getByRole('button', { name: words.next })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: words.toPassage }))
    expect(screen.getByText(words.page(1, '', 2))).toBeInTheDocument()
  })

  it('copies the quote exactly, with its place', async () => {
    const user = userEvent.setup()
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    open()
    await user.click(await screen.findByRole('button', { name: words.copyQuote }))
    expect(write).toHaveBeenCalledWith('“Five days” — Annual leave policy, page 1')
  })

  it('closes with Escape', async () => {
    open()
    await screen.findByRole('img')
    await userEvent.keyboard('{Escape}')
    expect(close).toHaveBeenCalled()
  })

  it('says why a document cannot be shown, and what to do', async () => {
    vi.mocked(api.knowledge.read).mockRejectedValue(new AppError('not_found', 'This document is gone.', 'It was removed from its knowledge.'))
    open()
    expect(await screen.findByRole('alert')).toHaveTextContent('This document is gone.It was removed from its knowledge.')
  })

  it('shows a document without pictures as text', async () => {
    vi.mocked(api.knowledge.read).mockResolvedValue(view({ pictures: false }))
    open()
    expect(await screen.findByRole('region', { name: words.documentText })).toBeInTheDocument()
    expect(screen.queryByRole('radio', { name: words.picture })).toBeNull()
  })
})
