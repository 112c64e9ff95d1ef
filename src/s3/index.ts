export {
  BUCKET_LOCATION, DELETE, DELETE_VERSIONS, LIST, LIST_BUCKETS, LIST_UPLOADS, LIST_VERSIONS, POLICY_MANAGEMENT,
  READ, READ_VERSIONS, TAGGING, UPLOAD, UPLOAD_HELPFUL,
} from './action-sets';
export { isKnownS3Action, S3_CATALOGUE_DATE, s3Action, s3Actions, type S3AccessLevel, type S3Action, type S3Level } from './catalogue';
export { type AccessVerb } from './access-verbs';
