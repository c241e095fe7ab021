export namespace app {
	
	export interface Box {
	    x: number;
	    y: number;
	    w: number;
	    h: number;
	}
	export interface Card {
	    title: string;
	    summary: string;
	    ports: node.Ports;
	}
	export interface Change {
	    topic: string;
	    id: string;
	}
	export interface DoctorCheck {
	    name: string;
	    title: string;
	    status: string;
	    detail: string;
	    hint: string;
	}
	export interface EventShapes {
	    run: domain.Event[];
	    job: domain.Job;
	    change: Change;
	}
	export interface FlowInput {
	    name: string;
	    label: string;
	    help: string;
	    example: string;
	    long: boolean;
	    required: boolean;
	}
	export interface Inspection {
	    ok: boolean;
	    problems: domain.Problem[];
	    cards: {[key: string]: Card};
	    inputs: FlowInput[];
	}
	export interface KnowledgeDraft {
	    name: string;
	    description: string;
	    embedding: string;
	    chunking: domain.ChunkSettings;
	    sensitivity: string;
	}
	export interface LoadedModel {
	    name: string;
	    memory: number;
	    until: string;
	}
	export interface LocalState {
	    installed: boolean;
	    running: boolean;
	    version: string;
	    address: string;
	    models: domain.Model[];
	    loaded: LoadedModel[];
	    memory: number;
	    cores: number;
	    message: string;
	}
	export interface ModelTest {
	    ok: boolean;
	    ms: number;
	    text: string;
	    error?: domain.Error;
	}
	export interface WorkspaceInfo {
	    folder: string;
	    file: string;
	    size: number;
	    version: string;
	    schema: number;
	    window: boolean;
	    platform: string;
	}
	export interface Overview {
	    workspace: WorkspaceInfo;
	    flows: domain.FlowSummary[];
	    knowledge: domain.KnowledgeBase[];
	    models: domain.Model[];
	    firstStart: boolean;
	    local: boolean;
	}
	export interface PageMarks {
	    page: number;
	    width: number;
	    height: number;
	    boxes: Box[];
	}
	export interface Palette {
	    kinds: node.Spec[];
	    accepts: {[key: string]: string[]};
	}
	export interface Piece {
	    ordinal: number;
	    start: number;
	    end: number;
	    page: number;
	    heading: string;
	    words: number;
	}
	export interface Preferences {
	    theme: string;
	    tryPanel: number;
	    seen: boolean;
	}
	export interface ProviderDraft {
	    name: string;
	    preset: string;
	    address: string;
	    key: string;
	}
	export interface ProviderPreset {
	    id: string;
	    title: string;
	    type: string;
	    address: string;
	    needsKey: boolean;
	    local: boolean;
	    help: string;
	    keyHelp: string;
	}
	export interface ReaderView {
	    document: domain.Document;
	    text: string;
	    pages: domain.Page[];
	    blocks: domain.Block[];
	    pieces: Piece[];
	    pictures: boolean;
	}
	export interface SecretState {
	    store: string;
	    locked: boolean;
	    message: string;
	}
	export interface Suggestion {
	    name: string;
	    title: string;
	    kind: string;
	    size: number;
	    memory: number;
	    licence: string;
	    description: string;
	    fits: boolean;
	    installed: boolean;
	}
	export interface Template {
	    id: string;
	    name: string;
	    description: string;
	    icon: string;
	}

}

export namespace domain {
	
	export interface Block {
	    kind: string;
	    level?: number;
	    start: number;
	    end: number;
	    row?: number;
	}
	export interface ChunkSettings {
	    words: number;
	    overlap: number;
	}
	export interface Citation {
	    marker: number;
	    text: string;
	    knowledgeId: string;
	    document: string;
	    path: string;
	    title: string;
	    page: number;
	    pageLabel?: string;
	    row?: number;
	    start: number;
	    end: number;
	}
	export interface Error {
	    code: string;
	    message: string;
	    hint?: string;
	    path?: string;
	}
	export interface Warning {
	    code: string;
	    message: string;
	    page?: number;
	}
	export interface Document {
	    id: string;
	    knowledgeId: string;
	    path: string;
	    title: string;
	    format: string;
	    hash: string;
	    size: number;
	    status: string;
	    pages: number;
	    chunks: number;
	    words: number;
	    warnings: Warning[];
	    error?: Error;
	    addedAt: string;
	    updatedAt: string;
	}
	export interface Edge {
	    id: string;
	    from: string;
	    fromPort: string;
	    to: string;
	    toPort: string;
	}
	export interface Egress {
	    at: string;
	    host: string;
	    provider: string;
	    purpose: string;
	    sent: number;
	    received: number;
	    status: number;
	    ms: number;
	    local: boolean;
	}
	
	export interface Run {
	    id: string;
	    flowId: string;
	    flowName: string;
	    revision: number;
	    status: string;
	    inputs: {[key: string]: string};
	    outputs: {[key: string]: Value};
	    answered: boolean;
	    citations: Citation[];
	    steps: Step[];
	    error?: Error;
	    startedAt: string;
	    finishedAt: string;
	    ms: number;
	    tokensIn: number;
	    tokensOut: number;
	    cost: number;
	}
	export interface Passage {
	    rank: number;
	    score: number;
	    knowledgeId: string;
	    document: string;
	    path: string;
	    title: string;
	    page: number;
	    pageLabel?: string;
	    heading?: string;
	    row?: number;
	    chunk: number;
	    start: number;
	    end: number;
	    text: string;
	    keyword_rank: number;
	    meaning_rank: number;
	    similarity: number;
	    matched: string[];
	}
	export interface Value {
	    type: string;
	    text?: string;
	    passages?: Passage[];
	    citations?: Citation[];
	    answered?: boolean;
	    data?: unknown;
	}
	export interface Step {
	    node: string;
	    kind: string;
	    title: string;
	    status: string;
	    ms: number;
	    tokens_in: number;
	    tokens_out: number;
	    cost: number;
	    model: string;
	    cached: boolean;
	    attempts: number;
	    inputs: {[key: string]: Value};
	    outputs: {[key: string]: Value};
	    error?: Error;
	    startedAt: string;
	}
	export interface Event {
	    run: string;
	    flow: string;
	    seq: number;
	    type: string;
	    node?: string;
	    delta?: string;
	    step?: Step;
	    final?: Run;
	    at: string;
	}
	export interface Node {
	    id: string;
	    kind: string;
	    version: number;
	    title: string;
	    x: number;
	    y: number;
	    width?: number;
	    height?: number;
	    settings: Record<string, unknown>;
	}
	export interface Flow {
	    id: string;
	    name: string;
	    description: string;
	    nodes: Node[];
	    edges: Edge[];
	    revision: number;
	    createdAt: string;
	    updatedAt: string;
	}
	export interface RunBrief {
	    id: string;
	    status: string;
	    startedAt: string;
	    ms: number;
	    cost: number;
	}
	export interface FlowSummary {
	    id: string;
	    name: string;
	    description: string;
	    steps: number;
	    revision: number;
	    updatedAt: string;
	    lastRun?: RunBrief;
	}
	export interface Job {
	    id: string;
	    kind: string;
	    title: string;
	    subject: string;
	    status: string;
	    done: number;
	    total: number;
	    unit: string;
	    note: string;
	    seconds: number;
	    left: number;
	    error?: Error;
	    createdAt: string;
	    finishedAt: string;
	}
	export interface KnowledgeBase {
	    id: string;
	    name: string;
	    description: string;
	    embedding: string;
	    dimensions: number;
	    chunking: ChunkSettings;
	    sensitivity: string;
	    documents: number;
	    chunks: number;
	    words: number;
	    createdAt: string;
	    updatedAt: string;
	}
	export interface Model {
	    id: string;
	    provider: string;
	    name: string;
	    kind: string;
	    title: string;
	    description: string;
	    local: boolean;
	    address: string;
	    context: number;
	    dimensions: number;
	    priceIn: number;
	    priceOut: number;
	    priceKnown: boolean;
	    digest: string;
	    size: number;
	    parameters: string;
	    quantised: string;
	    licence: string;
	    shutdown: string;
	    addedAt: string;
	}
	
	export interface Page {
	    number: number;
	    label?: string;
	    start: number;
	    end: number;
	}
	
	export interface Problem {
	    code: string;
	    severity: string;
	    message: string;
	    node: string;
	    field?: string;
	    hint: string;
	    fix?: string;
	}
	export interface Provider {
	    name: string;
	    type: string;
	    preset: string;
	    address: string;
	    local: boolean;
	    hasKey: boolean;
	    addedAt: string;
	}
	
	
	export interface SearchResult {
	    query: string;
	    mode: string;
	    ms: number;
	    results: Passage[];
	}
	
	

}

export namespace node {
	
	export interface Option {
	    value: string;
	    label: string;
	    help: string;
	}
	export interface Field {
	    name: string;
	    label: string;
	    help: string;
	    widget: string;
	    options: Option[];
	    min?: number;
	    max?: number;
	    step: number;
	    required: boolean;
	    advanced: boolean;
	    showIf: string;
	    placeholder: string;
	    default: any;
	    items: Field[];
	}
	
	export interface Port {
	    name: string;
	    label: string;
	    type: string;
	    required: boolean;
	    many: boolean;
	    like?: string;
	    help: string;
	}
	export interface Ports {
	    in: Port[];
	    out: Port[];
	}
	export interface Spec {
	    kind: string;
	    version: number;
	    title: string;
	    group: string;
	    icon: string;
	    color: string;
	    help: string;
	    details: string;
	    keywords: string[];
	    fields: Field[];
	    defaults: {[key: string]: any};
	    ports: Ports;
	}

}

