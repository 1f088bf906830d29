import type { AccountForm, AccountView, CheckView, CompanionView, DescriptorView, Marketplace, SecretShape } from "../bindings";
import { writes } from "../shared/backend";
import { awaitNews } from "../shared/collecting";
import { isDayOrEmpty } from "../shared/format";

/** What a form calls its seller where it also names a login. */
const SELLER_FIELD = "seller_id";

/** The field of the seller's number: the one called so, else the first that is no secret, as the engine has it too. */
function sellerField({ fields }: DescriptorView): string | undefined {
  const plain = fields.filter((field) => !field.secret);
  return (plain.find(({ name }) => name === SELLER_FIELD) ?? plain[0])?.name;
}

/** The account form. Secrets are never in it: only their length and whether they look right. */
export class AccountFields {
  /** The marketplace that was chosen; the first one while nobody chose. */
  #chosen = $state<Marketplace | null>(null);
  name = $state("");
  fields = $state<Record<string, string>>({});
  secrets = $state<Record<string, SecretShape>>({});
  baseUrl = $state("");
  proxy = $state("");
  /** The day on which the marketplace issued the key. */
  issuedOn = $state("");
  check = $state.raw<CheckView | null>(null);
  tries = $state(0);
  busy = $state(false);

  #draft: Promise<string> | null = null;

  constructor(readonly account: AccountView | null) {
    if (!account) return;
    this.#chosen = account.marketplace;
    this.name = account.name;
    this.baseUrl = account.base_url ?? "";
    this.proxy = account.proxy ?? "";
    this.issuedOn = account.key_issued_on ?? "";
  }

  /** The form of the chosen marketplace. */
  descriptor(all: readonly DescriptorView[]): DescriptorView | undefined {
    return all.find(({ marketplace }) => marketplace === this.#chosen) ?? all[0];
  }

  /** Turns to another marketplace. Its key is another one, so what was pasted and typed for the first is dropped. */
  choose(marketplace: Marketplace): void {
    this.#chosen = marketplace;
    this.fields = {};
    this.secrets = {};
    this.check = null;
    this.#draft = null;
  }

  /** What is typed; the seller's number of a kept account stands there until it is changed. */
  typed(descriptor: DescriptorView, field: string): string {
    return this.fields[field] ?? (field === sellerField(descriptor) ? (this.account?.seller_id ?? "") : "");
  }

  /** Whether the seller of a companion is filled in. */
  names(companion: CompanionView | null): boolean {
    return companion !== null && (this.fields[companion.field] ?? "").trim() !== "";
  }

  /** The draft in Rust that holds what was pasted. */
  #draftId(): Promise<string> {
    this.#draft ??= writes.newDraft();
    return this.#draft;
  }

  /** Lets Rust read the clipboard; the page learns only the shape of what was there. */
  async paste({ marketplace }: DescriptorView, field: string): Promise<void> {
    this.secrets[field] = await writes.pasteSecret(await this.#draftId(), marketplace, field);
    this.check = null;
  }

  /** Everything that must be there is there. */
  complete(descriptor: DescriptorView): boolean {
    if (this.name.trim() === "" || !isDayOrEmpty(this.issuedOn)) return false;
    const seller = sellerField(descriptor);
    return descriptor.fields.every((field) => {
      if (field.optional) return true;
      if (field.secret) return this.account !== null || this.secrets[field.name] !== undefined;
      const kept = this.account !== null && field.name !== seller;
      return kept || this.typed(descriptor, field.name).trim() !== "";
    });
  }

  /** The plain fields. What is left empty for a kept account stays as it was. */
  #plain(descriptor: DescriptorView): [string, string][] {
    return descriptor.fields
      .filter((field) => !field.secret)
      .map((field): [string, string] => [field.name, this.typed(descriptor, field.name).trim()])
      .filter(([, value]) => value !== "" || this.account === null);
  }

  async #form(descriptor: DescriptorView): Promise<AccountForm> {
    return {
      draft: await this.#draftId(),
      account: this.account?.id ?? null,
      marketplace: descriptor.marketplace,
      name: this.name.trim(),
      fields: this.#plain(descriptor),
      base_url: this.baseUrl.trim() || null,
      proxy: this.proxy.trim() || null,
      key_issued_on: this.issuedOn || null,
    };
  }

  /** Tests the connection, then saves when it passed. */
  async test(descriptor: DescriptorView): Promise<boolean> {
    this.busy = true;
    this.check = null;
    try {
      this.tries += 1;
      this.check = await writes.checkAccount(await this.#form(descriptor));
      return this.check.passed;
    } finally {
      this.busy = false;
    }
  }

  /** Saves the account, tested or not. */
  async save(descriptor: DescriptorView): Promise<AccountView> {
    this.busy = true;
    try {
      awaitNews(null);
      return await writes.saveAccount(await this.#form(descriptor));
    } finally {
      this.busy = false;
    }
  }
}
