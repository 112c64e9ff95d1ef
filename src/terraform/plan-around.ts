import type { IConstruct } from 'constructs';
import type { PlanContext } from '../plan/control-planes';
import type { EngineProvider } from './engine';
import { AppRegistry, type DeclaredPlatform } from './registry';

/** What the whole plan knows that a construct is made for; nothing where it is made by itself. */
export function planContext(scope: IConstruct): PlanContext {
  const { wholePlans } = AppRegistry.of(scope);
  const plan = above(scope).map((ancestor) => wholePlans.get(ancestor)).find((found) => found !== undefined);
  return { passwords: plan?.passwords ?? {} };
}

/** The second provider of the platform that was declared above a construct; that there is one was checked before. */
export function besideProvider(scope: IConstruct): EngineProvider {
  const { platforms } = AppRegistry.of(scope);
  const declared = above(scope).map((ancestor) => platforms.get(ancestor)).find((found) => found !== undefined);
  return (declared as DeclaredPlatform).beside as EngineProvider;
}

function above(scope: IConstruct): readonly IConstruct[] {
  return [...scope.node.scopes].reverse();
}
