import { QueryClient, type Query } from "@tanstack/svelte-query";
import { PROVIDES, type Tag } from "../bindings";

/** A command that reads. */
export type Read = keyof typeof PROVIDES;

/** A key carries the tags that Rust declares for the read, so that an invalidation never guesses. */
export type CacheKey = readonly [{ readonly read: Read; readonly tags: readonly Tag[]; readonly args: readonly unknown[] }];

/** The key of a read with its arguments. */
export function keyOf(read: Read, ...args: unknown[]): CacheKey {
  return [{ read, tags: PROVIDES[read], args }];
}

function provides(query: Query, tags: readonly Tag[]): boolean {
  const [head] = query.queryKey as Partial<CacheKey>;
  return head?.tags.some((tag) => tags.includes(tag)) ?? false;
}

/** Marks what provides one of the tags as out of date; what is on the screen is read again. */
export async function invalidate(client: QueryClient, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return;
  const told = (query: Query) => provides(query, tags);
  // A reading that is under way is begun anew only where it has an answer already and is on the screen. Any other may
  // bring what stood before the change, and would count as fresh: it is out of date once it is there.
  const kept = client
    .getQueryCache()
    .findAll({ predicate: told, fetchStatus: "fetching" })
    .filter((query) => query.state.data === undefined || !query.isActive());
  const again = kept.map(async (query) => {
    await query.promise?.catch(() => undefined);
    await client.invalidateQueries({ predicate: (each) => each === query });
  });
  await Promise.all([client.invalidateQueries({ predicate: told }), ...again]);
}

/** The window's cache. Nothing grows old by itself: Rust says when something changed. */
export function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
