import type { SelectelOptions } from '../../src/entries/platform';

/** A store of Selectel where people, machines and a guard against deleting are confirmed, and users are named by their ids. */
export const selectelStore: SelectelOptions = {
  pool: 'ru-1',
  project: '1a2b3c',
  managers: ['deployer'],
  confirmed: {
    principal: '{id}',
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:DeleteObjectVersion', 's3:DeleteBucket'],
    conditionKeys: ['s3:prefix'],
    operators: ['StringLike'],
  },
};
