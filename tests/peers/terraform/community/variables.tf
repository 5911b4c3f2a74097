# SPDX-License-Identifier: Apache-2.0
variable "revision" {
  type        = number
  default     = 1
  description = "another number changes, in place, what people change in a living network"
}

provider "aws" {
  default_tags { tags = { team = "platform" } }
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_availability_zones" "available" { state = "available" }

locals {
  name   = "shared"
  region = data.aws_region.current.name
  zones  = slice(data.aws_availability_zones.available.names, 0, 3)
  second = var.revision > 1
}
