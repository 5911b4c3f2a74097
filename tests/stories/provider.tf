# SPDX-License-Identifier: Apache-2.0
# Every story's provider: planning one asks AWS for nothing, and applying one goes where
# AWS_ENDPOINT_URL says.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
    }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "123456789012"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
