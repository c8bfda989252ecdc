import type { AccountsApi } from '@arc-elements/client';
import type { Account } from '@arc-elements/models';
import type { ErrorLike } from '../internal/errors.ts';
import { toErrorLike } from '../internal/to-error-like.ts';
import { type Draft, draftOf, errorsOf, type FormError, inputOf, type ProfileField } from './profile-form.ts';

/** What the page sets for the form. */
export interface ProfileOptions {
  readonly fields: readonly ProfileField[];
  /** Country of the address, ISO 3166 alpha-2. */
  readonly country: string;
}

/** Reads, edits and saves the profile of one person. */
export class ProfileEditor {
  /** `undefined` until it is loaded; `null` if the person has none yet. */
  account: Account | null | undefined;
  draft: Draft | undefined;
  /** Errors of the form, by the name of the field. */
  errors: ReadonlyMap<string, FormError> = new Map();
  readError: ErrorLike | null = null;
  saveError: ErrorLike | null = null;
  /** True while a change is being saved. */
  busy = false;
  /** True if the form was saved and has not been edited since. */
  saved = false;
  readonly #onChange: () => void;
  #choosing = false;
  #running: AbortController | undefined;

  /** `onChange` is called after each change. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** True while a request is running. */
  get running(): boolean {
    return this.#running !== undefined;
  }

  /** True while the list of other tariffs is open. */
  get choosing(): boolean {
    return this.#choosing;
  }

  set choosing(choosing: boolean) {
    this.#choosing = choosing;
    this.#onChange();
  }

  /** Reads the profile, unless it is loaded, is loading, or could not be loaded. */
  open(accounts: AccountsApi, questions: ProfileOptions): void {
    const idle = this.account === undefined && this.readError === null && this.#running === undefined;
    if (idle) void this.read(accounts, questions);
  }

  /** Reads the profile and resets the form to it. */
  async read(accounts: AccountsApi, { fields }: ProfileOptions): Promise<void> {
    this.readError = null;
    this.saveError = null;
    await this.#run(
      async (signal) => this.#take(await accounts.find({ signal }), fields, signal),
      (error) => {
        this.readError = error;
      },
    );
  }

  /** Sets the fields of the form. Their input is kept. */
  setFields(fields: readonly ProfileField[]): void {
    if (this.account === undefined || this.draft === undefined) return;
    const { properties } = draftOf(this.account, fields);
    this.draft = { ...this.draft, properties: { ...properties, ...this.draft.properties } };
  }

  /** Changes the input of the form. */
  edit(patch: Partial<Draft>, { fields, country }: ProfileOptions): void {
    if (this.draft === undefined) return;
    this.draft = { ...this.draft, ...patch };
    this.saved = false;
    // A field with an error is checked again while the person types; other fields only when the
    // form is sent.
    if (this.errors.size > 0) {
      const now = errorsOf(this.draft, fields, country);
      this.errors = new Map([...this.errors].filter(([name]) => now.has(name)));
    }
    this.#onChange();
  }

  /** Saves the form if it has no `errors`. @returns true once it is saved. */
  async save(accounts: AccountsApi, { fields, country }: ProfileOptions): Promise<boolean> {
    const { draft } = this;
    if (draft === undefined || this.busy) return false;
    this.errors = errorsOf(draft, fields, country);
    this.#onChange();
    if (this.errors.size > 0) return false;
    return await this.#write(async (signal) => {
      this.#take(await accounts.upsert(inputOf(draft, fields, country), { signal }), fields, signal);
      this.saved = true;
    });
  }

  /** Saves the tariff that the person chose. @returns true once it is saved. */
  async choose(accounts: AccountsApi, masterTariffId: string): Promise<boolean> {
    if (this.busy) return false;
    return await this.#write(async (signal) => {
      await accounts.setProperty({ keyName: 'masterTariffId', dataValue: masterTariffId }, { signal });
      const account = await accounts.get({ signal });
      signal.throwIfAborted();
      // Only the tariff changed, so the input of the form is kept.
      this.account = account;
      this.choosing = false;
    });
  }

  /** Aborts the running request; its outcome is not shown. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.busy = false;
  }

  async #write(change: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    this.saveError = null;
    return await this.#run(
      change,
      (error) => {
        this.saveError = error;
      },
      true,
    );
  }

  /**
   * Aborts the running request and runs this one, so only the last one changes what is shown.
   * @returns true if it succeeded.
   */
  async #run(
    request: (signal: AbortSignal) => Promise<void>,
    failed: (error: ErrorLike) => void,
    busy = false,
  ): Promise<boolean> {
    this.stop();
    const run = new AbortController();
    this.#running = run;
    this.busy = busy;
    this.#onChange();
    let succeeded = false;
    try {
      await request(run.signal);
      succeeded = true;
    } catch (error) {
      if (run.signal.aborted) return false;
      failed(toErrorLike(error));
    }
    this.stop();
    this.#onChange();
    return succeeded;
  }

  #take(account: Account | null, fields: readonly ProfileField[], signal: AbortSignal): void {
    signal.throwIfAborted();
    this.account = account;
    this.draft = draftOf(account, fields);
    this.errors = new Map();
  }
}
