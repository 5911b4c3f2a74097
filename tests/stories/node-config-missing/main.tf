# SPDX-License-Identifier: Apache-2.0
# cloudposse/terraform-aws-eks-node-group#226: an image of one's own and user data with a script only.
# EKS adds nothing to it, so that nodeadm knows of no cluster.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "machines" {
  source             = "../modules/machines"
  cluster            = module.cluster.name
  subnet_ids         = module.network.subnet_ids
  security_group_ids = [module.cluster.security_group_id]
  user_data          = <<-SCRIPT
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="//"

    --//
    Content-Type: text/x-shellscript; charset="us-ascii"

    #!/bin/bash
    sysctl -w vm.max_map_count=262144
    --//--
  SCRIPT
  depends_on         = [module.network]
}
