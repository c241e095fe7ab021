// Short names for the generated types, with the unions that Go keeps as named strings.
import type { app, domain, node } from './wailsjs/go/models'

export type RunStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped'
export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
export type PortType = 'text' | 'passages' | 'answer' | 'data' | 'any'
export type SearchMode = 'hybrid' | 'keyword' | 'meaning'
export type Topic = 'flows' | 'knowledge' | 'models' | 'jobs' | 'settings' | 'workspace'
export type Theme = 'light' | 'dark' | 'system'

export type Settings = Record<string, unknown>
export type Flow = domain.Flow
export type FlowNode = domain.Node
export type FlowEdge = domain.Edge
export type FlowSummary = domain.FlowSummary
export type RunBrief = domain.RunBrief
export type Problem = domain.Problem
export type Run = domain.Run
export type Step = domain.Step
export type RunEvent = domain.Event
export type Value = domain.Value
export type Passage = domain.Passage
export type Citation = domain.Citation
export type SearchResult = domain.SearchResult
export type KnowledgeBase = domain.KnowledgeBase
export type ChunkSettings = domain.ChunkSettings
export type Document = domain.Document
export type Warning = domain.Warning
export type Page = domain.Page
export type Block = domain.Block
export type Job = domain.Job
export type Model = domain.Model
export type Provider = domain.Provider
export type Egress = domain.Egress

export type Port = node.Port
export type Ports = node.Ports
/** A control of a settings form; of a list, items are the controls of one row. */
export type Field = Omit<node.Field, 'items' | 'default'> & { items?: Field[] | null; default?: unknown }
export type FieldOption = node.Option
export type Spec = Omit<node.Spec, 'defaults' | 'fields'> & { defaults: Settings; fields: Field[] }

export type Palette = Omit<app.Palette, 'kinds'> & { kinds: Spec[] }
export type Card = app.Card
export type Inspection = app.Inspection
export type FlowInput = app.FlowInput
export type Template = app.Template
export type Overview = app.Overview
export type WorkspaceInfo = app.WorkspaceInfo
export type KnowledgeDraft = app.KnowledgeDraft
export type ReaderView = app.ReaderView
export type Piece = app.Piece
export type PageMarks = app.PageMarks
export type Box = app.Box
export type ProviderPreset = app.ProviderPreset
export type ProviderDraft = app.ProviderDraft
export type ModelTest = app.ModelTest
export type LocalState = app.LocalState
export type LoadedModel = app.LoadedModel
export type Suggestion = app.Suggestion
export type SecretState = app.SecretState
export type DoctorCheck = app.DoctorCheck
export type Preferences = app.Preferences
export type Change = app.Change

export type { app, domain, node }
