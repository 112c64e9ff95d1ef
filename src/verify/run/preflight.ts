import { USER_AGENT } from '../derive/question';
import type { Endpoints } from '../endpoints';
import { SendError, type Client } from '../wire/client';


/** Servers refuse requests whose time is further from theirs; AWS allows 15 minutes, and so does anyone who follows it. */
const MOST_SKEW = 15 * 60 * 1000;

/**
 * Asks each endpoint for nothing in particular: whether it answers, whether it is well, and what time it has.
 *
 * @returns why nothing more should be asked; undefined where all is well
 */
export async function preflight(client: Client, endpoints: Endpoints, now: () => number = Date.now): Promise<string | undefined> {
  for (const { url } of Object.values(endpoints)) {
    try {
      const { host } = new URL(url);
      const { status, headers } = await client.send({ method: 'GET', url: `${url}/`, headers: { host, 'user-agent': USER_AGENT }, body: '' });
      if (status >= 500) return `${url} answered ${status} to a request for nothing in particular`;
      const skew = Date.parse(headers.date ?? '') - now();
      if (Math.abs(skew) > MOST_SKEW) return `the clock of ${url} is ${Math.round(Math.abs(skew) / 60_000)} minutes ${skew > 0 ? 'ahead of' : 'behind'} this machine's, so it would refuse every signature`;
    } catch (error) {
      if (error instanceof SendError) return `${url} does not answer: ${error.message}`;
      throw error;
    }
  }
  return undefined;
}
