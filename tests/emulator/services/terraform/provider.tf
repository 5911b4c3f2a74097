# SPDX-License-Identifier: Apache-2.0
# What every subject's configuration has beside it.
variable "changed" {
  type    = bool
  default = false
}

provider "aws" {
  default_tags { tags = { team = "platform" } }
}
