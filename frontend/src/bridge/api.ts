import { asAppError } from './error'
import type { Palette, Preferences } from './types'
import * as Dialogs from './wailsjs/go/app/Dialogs'
import * as Flows from './wailsjs/go/app/Flows'
import * as Home from './wailsjs/go/app/Home'
import * as Jobs from './wailsjs/go/app/Jobs'
import * as Knowledge from './wailsjs/go/app/Knowledge'
import * as Models from './wailsjs/go/app/Models'
import * as Runs from './wailsjs/go/app/Runs'
import * as Settings from './wailsjs/go/app/Settings'

/** Wraps a generated function so that it rejects with an AppError and nothing else. */
function call<A extends unknown[], R>(fn: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await fn(...args)
    } catch (cause) {
      throw asAppError(cause)
    }
  }
}

/** Go writes an empty list as null in places; lists are always lists here. */
function list<A extends unknown[], R>(fn: (...args: A) => Promise<R[]>): (...args: A) => Promise<R[]> {
  const inner: (...args: A) => Promise<R[] | null> = call(fn)
  return async (...args) => (await inner(...args)) ?? []
}

export const api = {
  home: { overview: call(Home.Overview) },
  flows: {
    list: list(Flows.List),
    get: call(Flows.Get),
    templates: list(Flows.Templates),
    create: call(Flows.Create),
    save: call(Flows.Save),
    rename: call(Flows.Rename),
    duplicate: call(Flows.Duplicate),
    delete: call(Flows.Delete),
    palette: call<[], Palette>(Flows.Palette),
    inspect: call(Flows.Inspect),
    export: call(Flows.Export),
    import: call(Flows.Import),
  },
  runs: {
    start: call(Runs.Start),
    cancel: call(Runs.Cancel),
    get: call(Runs.Get),
    list: list(Runs.List),
    events: list(Runs.Events),
  },
  knowledge: {
    list: list(Knowledge.List),
    get: call(Knowledge.Get),
    create: call(Knowledge.Create),
    update: call(Knowledge.Update),
    delete: call(Knowledge.Delete),
    formats: list(Knowledge.Formats),
    add: call(Knowledge.Add),
    documents: list(Knowledge.Documents),
    remove: call(Knowledge.Remove),
    retry: call(Knowledge.Retry),
    read: call(Knowledge.Read),
    previewPieces: list(Knowledge.PreviewPieces),
    marks: call(Knowledge.Marks),
    search: call(Knowledge.Search),
  },
  models: {
    list: list(Models.List),
    providers: list(Models.Providers),
    presets: list(Models.Presets),
    addProvider: call(Models.AddProvider),
    removeProvider: call(Models.RemoveProvider),
    discover: list(Models.Discover),
    add: call(Models.Add),
    update: call(Models.Update),
    remove: call(Models.Remove),
    test: call(Models.Test),
    local: call(Models.Local),
    startLocal: call(Models.StartLocal),
    suggestions: list(Models.Suggestions),
    pull: call(Models.Pull),
    egress: list(Models.Egress),
    secrets: call(Models.Secrets),
    unlockSecrets: call(Models.UnlockSecrets),
  },
  jobs: {
    list: list(Jobs.List),
    cancel: call(Jobs.Cancel),
    resume: call(Jobs.Resume),
    dismiss: call(Jobs.Dismiss),
  },
  settings: {
    info: call(Settings.Info),
    shown: call(Settings.Shown),
    doctor: list(Settings.Doctor),
    preferences: call(Settings.Preferences),
    setPreferences: (p: Preferences) => call(Settings.SetPreferences)(p),
    backup: call(Settings.Backup),
    restore: call(Settings.Restore),
    addSample: call(Settings.AddSample),
  },
  dialogs: {
    openFiles: list(Dialogs.OpenFiles),
    openFolder: call(Dialogs.OpenFolder),
    openFile: call(Dialogs.OpenFile),
    saveFile: call(Dialogs.SaveFile),
  },
}
