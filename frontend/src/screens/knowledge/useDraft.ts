import { useState } from 'react'
import type { AppError, KnowledgeBase, KnowledgeDraft } from '@/bridge'
import { form as words } from '@/text/knowledge'

/** The built-in embedding, which every workspace has. */
export const builtinEmbedding = 'builtin/words-v1'

const empty: KnowledgeDraft = {
  name: '', description: '', embedding: builtinEmbedding, chunking: { words: 220, overlap: 40 }, sensitivity: 'internal',
}

/** What a person may set on a knowledge base. */
export function draftOf(base: KnowledgeBase | undefined): KnowledgeDraft {
  if (!base) return empty
  const { name, description, embedding, chunking, sensitivity } = base
  return { name, description, embedding, chunking: { ...chunking }, sensitivity }
}

/** Whether saving the draft makes the program read all documents anew. */
export function reindexes(base: KnowledgeBase, draft: KnowledgeDraft): boolean {
  return base.embedding !== draft.embedding || base.chunking.words !== draft.chunking.words || base.chunking.overlap !== draft.chunking.overlap
}

/** Whether the draft says anything new. */
export function differs(base: KnowledgeBase, draft: KnowledgeDraft): boolean {
  return reindexes(base, draft) || base.name !== draft.name || base.description !== draft.description || base.sensitivity !== draft.sensitivity
}

/** A draft being written, and what is wrong with it. */
export function useDraft(base?: KnowledgeBase) {
  const [draft, setDraft] = useState(() => draftOf(base))
  const [nameError, setNameError] = useState('')
  const change = (part: Partial<KnowledgeDraft>) => {
    if (part.name !== undefined) setNameError('')
    setDraft((before) => ({ ...before, ...part }))
  }
  /** True when it may be saved; else the fault stands at its field. */
  const check = (): boolean => {
    const missing = draft.name.trim() === ''
    setNameError(missing ? words.nameMissing : '')
    return !missing
  }
  /** Puts the program's refusal at its field; false when it belongs to none. */
  const refuse = (error: AppError): boolean => {
    const ours = error.path === 'name' || error.code === 'exists'
    if (ours) setNameError(error.message)
    return ours
  }
  return { draft, setDraft, change, nameError, check, refuse }
}
