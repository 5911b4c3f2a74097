# SPDX-License-Identifier: Apache-2.0
# aws/containers-roadmap#745: bootstrap.sh is given the cluster's name only, so it asks EKS for the
# rest, and from a VPC without the internet nobody could.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source             = "../modules/cluster"
  subnet_ids         = module.network.subnet_ids
  kubernetes_version = "1.32"
}

module "machines" {
  source             = "../modules/machines"
  cluster            = module.cluster.name
  subnet_ids         = module.network.subnet_ids
  security_group_ids = [module.cluster.security_group_id]
  image              = "1.32/amazon-linux-2"
  user_data          = <<-SCRIPT
    #!/bin/bash
    /etc/eks/bootstrap.sh atlas
  SCRIPT
  depends_on         = [module.network]
}
