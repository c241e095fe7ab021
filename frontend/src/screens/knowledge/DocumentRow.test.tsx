import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { api, type Document } from '@/bridge'
import { status, table as words } from '@/text/knowledge'
import { draw } from '@/test/render'
import { DocumentRow } from './DocumentRow'
import { document as doc } from './fixture'

const select = vi.fn()
const unlock = vi.fn()
const remove = vi.fn()
const show = (document: Document) =>
  draw(<DocumentRow document={document} baseId="kb_1" index={0} top={0} measure={() => undefined} selected={false} onSelect={select} onUnlock={unlock} onRemove={remove} />)

describe('a document in the table', () => {
  it('shows what was read and leads to the reader', () => {
    show(doc())
    expect(screen.getByRole('link', { name: 'Annual leave policy' })).toHaveAttribute('href', '#/knowledge/kb_1/doc_1')
    expect(screen.getByText(status.ready)).toBeInTheDocument()
    expect(screen.getByText('3,100')).toBeInTheDocument()
  })

  it('asks for the password of a locked one', async () => {
    const locked = doc({ status: 'failed', error: { code: 'password', message: 'It is locked.' } })
    show(locked)
    await userEvent.click(screen.getByRole('button', { name: words.enterPassword }))
    expect(unlock).toHaveBeenCalledWith(locked)
  })

  it('says what failed and what to do, and tries again', async () => {
    const retry = vi.spyOn(api.knowledge, 'retry').mockResolvedValue({} as Awaited<ReturnType<typeof api.knowledge.retry>>)
    show(doc({ status: 'failed', error: { code: 'unreadable', message: 'It is damaged.', hint: 'Save it again.' } }))
    expect(screen.getByText(/It is damaged\. Save it again\./)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: words.tryAgain }))
    expect(retry).toHaveBeenCalledWith('doc_1', '')
  })

  it('shows two remarks with their pages and counts the rest', () => {
    show(doc({ warnings: [1, 2, 3, 4].map((page) => ({ code: 'x', message: `Remark ${page}.`, page })) }))
    expect(screen.getByText('Page 1: Remark 1.')).toBeInTheDocument()
    expect(screen.queryByText('Page 3: Remark 3.')).toBeNull()
    expect(screen.getByText(words.moreWarnings(2))).toBeInTheDocument()
    expect(screen.getByText(status.remarks)).toBeInTheDocument()
  })

  it('tells a shift-click from a click', async () => {
    const user = userEvent.setup()
    show(doc())
    await user.click(screen.getByRole('checkbox'))
    expect(select).toHaveBeenLastCalledWith('doc_1', true, false)
    await user.keyboard('{Shift>}')
    await user.click(screen.getByRole('checkbox'))
    expect(select).toHaveBeenLastCalledWith('doc_1', true, true)
  })

  it('offers its actions in a menu', async () => {
    show(doc())
    await userEvent.click(screen.getByRole('button', { name: words.actions('Annual leave policy') }))
    await userEvent.click(await screen.findByRole('menuitem', { name: words.remove }))
    expect(remove).toHaveBeenCalled()
  })
})
