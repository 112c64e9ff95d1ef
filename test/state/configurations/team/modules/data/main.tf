variable "name" { type = string }
variable "readers" { type = list(string) }
variable "retain" { type = bool }

resource "aws_s3_bucket" "this" {
  bucket = var.name
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Sid = "Read", Effect = "Allow", Principal = { AWS = var.readers }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.this.arn}/*" }],
      var.retain ? [{ Sid = "Retain", Effect = "Deny", Principal = "*", Action = "s3:DeleteObject*", Resource = "${aws_s3_bucket.this.arn}/*" }] : [],
    )
  })
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
