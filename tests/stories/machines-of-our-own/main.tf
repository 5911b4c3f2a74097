# SPDX-License-Identifier: Apache-2.0
# Sound: self-managed nodes of Amazon Linux 2, which ask EKS about their cluster, through its endpoint.
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.api", "ecr.dkr", "eks"]
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
  user_data          = "#!/bin/bash\n/etc/eks/bootstrap.sh atlas\n"
  depends_on         = [module.network]
}
