import type { ReactFlowInstance } from '@xyflow/react'
import type { Sized } from './layout'

/** The measured size of a card. */
export const sizeIn = (flow: Pick<ReactFlowInstance, 'getNode'>) => (id: string): Sized | undefined => {
  const measured = flow.getNode(id)?.measured
  return measured?.width && measured.height ? { width: measured.width, height: measured.height } : undefined
}
