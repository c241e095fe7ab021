/** The parts of a knowledge base. Their names stand where a document's id would in the address. */
export const tabs = ['documents', 'ask', 'settings'] as const

export type Tab = (typeof tabs)[number]

export const isTab = (value: string): value is Tab => (tabs as readonly string[]).includes(value)
