import { useStore, type ReactFlowState } from '@xyflow/react'

const isFar = (s: ReactFlowState): boolean => s.transform[2] < 0.35

/** From afar, where small text cannot be read, cards show their heading only and wires are not grabbed. */
export const useFar = (): boolean => useStore(isFar)
