import type { Construct } from 'constructs';
import { templateSafe } from '../plan/graph/template';
import { isDeployTime } from '../policy/deploy-time';
import type { TerraformEngine } from './engine';
import type { Placement } from './platform-scope';
import { AppRegistry, type KeptAccessKeys } from './registry';

/**
 * Makes Terraform refuse to remove an access key where the platform can't delete one. `prevent_destroy` holds only as long as a resource is
 * declared, and a generation that is removed takes its resource along. So each key also has an instance in a resource that stays: one that
 * disappears from its `for_each` is refused at plan. It needs no provider, and Terraform 1.4.
 *
 * With a StorageProvider it is there from the beginning, so that it stays also when the last user is removed.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export function keptAccessKeys(engine: TerraformEngine, where: Construct, { platform, account, provider }: KeyOwner): KeptAccessKeys | undefined {
  if (platform.keepsAccessKeys !== true) return undefined;
  return AppRegistry.of(where).keptAccessKeys(account, () => makeKept(engine, engine.TerraformStack.of(where), provider));
}

/** Notes a key that can't be deleted. */
export function keepAccessKey(engine: TerraformEngine, where: Construct, user: string, generation: string, place: KeyOwner): void {
  // the instances of a resource must be known at plan, which a user's name needn't be
  keptAccessKeys(engine, where, place)?.add(`${isDeployTime(user) ? where.node.path : user}/${generation}`);
}

type KeyOwner = Pick<Placement, 'platform' | 'account' | 'provider'>;

/** Part of resource addresses, and of what people read in the refusal: never change it. */
const NAME = 'access_keys_that_cannot_be_deleted';

function makeKept(engine: TerraformEngine, stack: Construct, provider: KeyOwner['provider']): KeptAccessKeys {
  const alias = provider?.metaAttributes.alias;
  const wanted = typeof alias === 'string' ? `${NAME}_of_${alias}` : NAME;
  // two platforms on the default provider, which only makes sense for two names of one store
  const name = [wanted, ...stack.node.children.map((_, index) => `${wanted}_${index + 2}`)].find((free) => stack.node.tryFindChild(free) === undefined) ?? wanted;
  const resource = new engine.TerraformResource(stack, name, { terraformResourceType: 'terraform_data', lifecycle: { preventDestroy: true } });
  resource.overrideLogicalId(name);
  resource.addOverride('input', "suspend a key instead: status: 'Inactive'; where keys can be deleted, say so on the platform: deleteAccessKey: true");
  const keys: string[] = [];
  const write = () => resource.addOverride('for_each', `\${toset(${templateSafe(JSON.stringify([...keys].sort()))})}`);
  write();
  return {
    add: (key) => {
      keys.push(key);
      write();
    },
  };
}
