{
  "Version": "2012-10-17",
  "Statement": [{ "Sid": "Audit", "Effect": "Allow", "Principal": { "AWS": "${users}" }, "Action": "s3:PutObject", "Resource": "${bucket}/*" }]
}
