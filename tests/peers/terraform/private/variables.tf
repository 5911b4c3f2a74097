# SPDX-License-Identifier: Apache-2.0
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
  default_tags { tags = { team = "platform" } }
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
