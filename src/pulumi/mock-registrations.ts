import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';

/** A resource that a unit test registers, as its mocks get it: all that is known at deploy is known. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a resource says of itself when it is registered, as the SDK has it. */
interface Request {
  getType(): string;
  getName(): string;
  getObject(): { toJavaScript(): Readonly<Record<string, unknown>> } | undefined;
}

/**
 * Sees what a unit test registers. Under mocks there is no stack whose transformations would see resources when they are made, so what is refused is
 * refused when the second of two that don't go together is registered.
 */
export class MockRegistrations {
  /** Begins to watch the mocks that are set, once; undefined where there are none. */
  public static current(): MockRegistrations | undefined {
    const monitor = pulumi.runtime.getMonitor();
    if (!(monitor instanceof MockMonitor)) return undefined;
    const known = watched.get(monitor) ?? new MockRegistrations(monitor);
    watched.set(monitor, known);
    return known;
  }

  /** Registered so far, first come first; of what was there before anybody looked, what it came to. */
  public readonly seen: Registration[];
  /** Called for each before it is registered; throws where it may not be. */
  public check?: (registration: Registration) => void;

  private constructor(monitor: MockMonitor) {
    this.seen = [...monitor.getRegisteredResources().values()].map(({ urn, state }) => {
      const [, , chain, name] = urn.split('::');
      return { type: chain.split('$').at(-1) ?? '', name, inputs: state };
    });
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = async (request: Request, callback: (error: unknown, response: unknown) => void) => {
      try {
        const registration = { type: request.getType(), name: request.getName(), inputs: request.getObject()?.toJavaScript() ?? {} };
        this.check?.(registration);
        this.seen.push(registration);
      } catch (error) {
        callback(error, undefined);
        return;
      }
      await register(request, callback);
    };
  }
}

const watched = new WeakMap<MockMonitor, MockRegistrations>();
