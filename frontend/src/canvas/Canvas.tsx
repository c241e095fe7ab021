import '@xyflow/react/dist/style.css'
import { Background, BackgroundVariant, ConnectionLineType, MiniMap, ReactFlow, SelectionMode, useReactFlow, type DefaultEdgeOptions } from '@xyflow/react'
import { useCallback, useRef, useState, type DragEvent, type MouseEvent as ReactMouseEvent, type ReactNode } from 'react'
import { GRID } from '@/stores/doc'
import { useFlow } from '@/stores/flow'
import { useSpecs } from '@/stores/specs'
import { openPicker, openStep, showSide, useView } from '@/stores/view'
import { canvas } from '@/text/canvas'
import { addStep, CARD_WIDTH } from './addStep'
import css from './canvas.module.css'
import { DropHint } from './DropHint'
import { EmptyCanvas } from './EmptyCanvas'
import type { CanvasNode } from './items'
import { NoteNode } from './NoteNode'
import { PalettePanel } from './PalettePanel'
import { SelectionBar } from './SelectionBar'
import { STEP_DRAG } from './StepList'
import { StepNode } from './StepNode'
import { StepPicker } from './StepPicker'
import { useCanvasChanges } from './useCanvasChanges'
import { useCanvasNodes, useCanvasWires } from './useCanvasItems'
import { useCanvasKeys } from './useCanvasKeys'
import { useFitAtStart } from './useFit'
import { useWiring } from './useWiring'
import { Wire, type WireType } from './Wire'

const nodeTypes = { step: StepNode, note: NoteNode }
const edgeTypes = { wire: Wire }
const wireDefaults: DefaultEdgeOptions = { type: 'wire', reconnectable: true }
const grid: [number, number] = [GRID, GRID]
const fromManySteps = 12

const mapColor = (n: CanvasNode): string => {
  const color = useSpecs.getState().byKind.get(n.data.node.kind)?.color ?? 'neutral'
  return `color-mix(in srgb, var(--${color}) 45%, var(--panel))`
}

/** The drawing of the assistant. What is laid over it (the bar at the bottom) comes as children. */
export function Canvas({ children }: { children?: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const { items, measure, measured } = useCanvasNodes()
  const wires = useCanvasWires()
  const changes = useCanvasChanges(measure)
  const wiring = useWiring()
  const { screenToFlowPosition } = useReactFlow()
  const many = useFlow((s) => s.nodes.length >= fromManySteps)
  useFitAtStart(measured)
  const [dropping, setDropping] = useState(false)
  useCanvasKeys()

  const onDragOver = useCallback((e: DragEvent) => {
    if (!e.dataTransfer.types.includes(STEP_DRAG)) return
    e.preventDefault()
    e.dataTransfer.dropEffect = 'copy'
    setDropping(true)
  }, [])

  const onDrop = useCallback((e: DragEvent) => {
    setDropping(false)
    const spec = useSpecs.getState().byKind.get(e.dataTransfer.getData(STEP_DRAG))
    if (!spec) return
    e.preventDefault()
    const at = screenToFlowPosition({ x: e.clientX, y: e.clientY })
    addStep(spec, { x: at.x - CARD_WIDTH / 2, y: at.y - 22 })
  }, [screenToFlowPosition])

  const onNodeClick = useCallback((e: ReactMouseEvent, n: CanvasNode) => {
    if (!e.shiftKey && !e.ctrlKey && !e.metaKey && n.type === 'step') showSide('settings')
  }, [])
  const onNodeDoubleClick = useCallback((_: unknown, n: CanvasNode) => { if (n.type === 'step') openStep(n.id) }, [])
  const onPaneClick = useCallback(() => { if (useView.getState().side === 'settings') showSide('try') }, [])
  const onPaneMenu = useCallback((e: MouseEvent | ReactMouseEvent) => {
    e.preventDefault()
    const screen = { x: e.clientX, y: e.clientY }
    openPicker({ screen, place: screenToFlowPosition(screen) })
  }, [screenToFlowPosition])

  return (
    <div ref={frame} className={css.canvas} data-dropping={dropping} data-wire={wiring.loose?.side} data-fits={wiring.loose?.fits}>
      <ReactFlow<CanvasNode, WireType>
        onDragOver={onDragOver}
        onDragLeave={() => setDropping(false)}
        onDrop={onDrop}
        nodes={items}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultEdgeOptions={wireDefaults}
        aria-label={canvas.label}
        onNodesChange={changes.onNodesChange}
        onEdgesChange={changes.onEdgesChange}
        onNodeDragStart={changes.onDragStart}
        onNodeDragStop={changes.onDragStop}
        onSelectionDragStart={changes.onDragStart}
        onSelectionDragStop={changes.onDragStop}
        onConnectStart={wiring.onConnectStart}
        onConnect={wiring.onConnect}
        onConnectEnd={wiring.onConnectEnd}
        isValidConnection={wiring.isValidConnection}
        onReconnectStart={wiring.onReconnectStart}
        onReconnect={wiring.onReconnect}
        onReconnectEnd={wiring.onReconnectEnd}
        onNodeClick={onNodeClick}
        onNodeDoubleClick={onNodeDoubleClick}
        onPaneClick={onPaneClick}
        onPaneContextMenu={onPaneMenu}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={28}
        connectOnClick
        onlyRenderVisibleElements
        deleteKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        snapToGrid
        snapGrid={grid}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--line2)" />
        {many && <MiniMap pannable zoomable position="bottom-right" ariaLabel={canvas.miniMap} nodeColor={mapColor} nodeBorderRadius={18} className={css.map} />}
      </ReactFlow>
      <EmptyCanvas />
      <PalettePanel frame={frame} />
      <SelectionBar />
      <StepPicker />
      <DropHint />
      {children}
    </div>
  )
}
