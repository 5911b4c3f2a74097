# SPDX-License-Identifier: Apache-2.0
variable "endpoint" {
  type        = string
  description = "where the embedded AWS answers"
}
variable "version_of_kubernetes" {
  type    = string
  default = "1.33"
}
variable "revision" {
  type        = number
  default     = 1
  description = "another number changes, in place, whatever can be changed so"
}
variable "generation" {
  type        = string
  default     = "blue"
  description = "another word replaces what can only be made anew"
}
variable "fault" {
  type        = string
  default     = ""
  description = "what is broken: see faults.tf"
}
variable "edges" {
  type        = bool
  default     = true
  description = "also what joining does not need: the client's side, balancers, names, logs"
}

provider "aws" {
  region     = "eu-central-1"
  access_key = "123456789012"
  secret_key = "test"
  default_tags { tags = { team = "platform" } }
  endpoints {
    autoscaling     = var.endpoint
    ec2             = var.endpoint
    ecr             = var.endpoint
    eks             = var.endpoint
    elbv2           = var.endpoint
    iam             = var.endpoint
    kms             = var.endpoint
    logs            = var.endpoint
    route53         = var.endpoint
    route53resolver = var.endpoint
    ssm             = var.endpoint
    sts             = var.endpoint
  }
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_availability_zones" "available" { state = "available" }

locals {
  name   = "atlas"
  region = data.aws_region.current.name
  zones  = slice(data.aws_availability_zones.available.names, 0, 2)
  second = var.revision > 1
  edges  = var.edges ? { main = true } : {}
}
