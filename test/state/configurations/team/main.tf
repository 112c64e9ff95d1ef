# One stack as people write them: modules by for_each, counts, dynamic blocks, merged documents, files and locals.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "environment" {
  type    = string
  default = "dev"
}

variable "teams" {
  type = map(object({
    members = list(string)
    read    = optional(list(string), [])
    retain  = optional(bool, false)
  }))
}

locals {
  prefix  = "acme-${var.environment}"
  members = distinct(flatten([for name, team in var.teams : team.members]))
  pairs = { for pair in flatten([
    for name, team in var.teams : [for member in team.members : { team = name, member = member }]
  ]) : "${pair.team}.${pair.member}" => pair }
}

module "data" {
  source   = "./modules/data"
  for_each = var.teams

  name    = "${local.prefix}-${each.key}"
  readers = [for member in each.value.members : aws_iam_user.member[member].arn]
  retain  = each.value.retain
}

resource "aws_iam_user" "member" {
  for_each = toset(local.members)
  name     = each.key
}

resource "aws_iam_group" "team" {
  for_each = var.teams
  name     = "${local.prefix}-${each.key}"
}

resource "aws_iam_user_group_membership" "member" {
  for_each = local.pairs
  user     = aws_iam_user.member[each.value.member].name
  groups   = [aws_iam_group.team[each.value.team].name]
}

data "aws_iam_policy_document" "team" {
  for_each = var.teams

  dynamic "statement" {
    for_each = concat([each.key], each.value.read)
    iterator = other
    content {
      sid       = "Read${title(other.value)}"
      actions   = ["s3:GetObject"]
      resources = ["${module.data[other.value].arn}/*"]

      dynamic "condition" {
        for_each = other.value == each.key ? [] : ["true"]
        content {
          test     = "Bool"
          variable = "aws:SecureTransport"
          values   = [condition.value]
        }
      }
    }
  }
}

data "aws_iam_policy_document" "home" {
  statement {
    sid       = "Home"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::${local.prefix}-home/&{aws:username}/*"]
  }
}

data "aws_iam_policy_document" "both" {
  for_each                = var.teams
  source_policy_documents = [data.aws_iam_policy_document.team[each.key].json, data.aws_iam_policy_document.home.json]
}

resource "aws_iam_policy" "team" {
  for_each = var.teams
  name     = "${local.prefix}-${each.key}"
  policy   = data.aws_iam_policy_document.both[each.key].json
}

resource "aws_iam_group_policy_attachment" "team" {
  for_each   = var.teams
  group      = aws_iam_group.team[each.key].name
  policy_arn = aws_iam_policy.team[each.key].arn
}

resource "aws_s3_bucket" "audit" {
  count  = var.environment == "prod" ? 2 : 1
  bucket = "${local.prefix}-audit-${count.index}"
}

resource "aws_s3_bucket_policy" "audit" {
  count  = length(aws_s3_bucket.audit)
  bucket = aws_s3_bucket.audit[count.index].id
  policy = templatefile("${path.module}/policies/audit.json.tpl", { bucket = aws_s3_bucket.audit[count.index].arn, users = aws_iam_user.member["dana"].arn })
}

resource "aws_iam_user_policy" "shared" {
  user = aws_iam_user.member["dana"].name
  name = "shared"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:ListBucket"]
      Resource = flatten([for bucket in values(module.data)[*].arn : [bucket, "${bucket}/shared/$${aws:username}/*"]])
    }]
  })
}
