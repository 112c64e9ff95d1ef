import { allAsAws } from '../profile/whole-profile';

/** What all others are held against. */
export const awsPolicies = allAsAws('https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies.html');
