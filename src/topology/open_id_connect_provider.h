// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/cluster.h"
#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// Who IAM trusts to say which service account a pod's token is of: a cluster's own issuer.
struct OpenIdConnectProvider : Resource {
    static constexpr std::string_view type = "open-id-connect-provider";
    static constexpr std::string_view terraform_type = "aws_iam_openid_connect_provider";
    static constexpr std::string_view cloudformation_type = "AWS::IAM::OIDCProvider";

    Attribute<std::string> url;                      ///< without "https://"
    Attribute<Reference<Cluster>> cluster;           ///< whose issuer it is, when designed
    Attribute<std::vector<std::string>> client_ids;  ///< "sts.amazonaws.com"
    Attribute<std::string> arn;                      ///< absent before it is made

    static constexpr auto fields() {
        using Self = OpenIdConnectProvider;
        return std::tuple(Field("url", &Self::url, OnChange::Replace, "url", "Url"),
                          Field("cluster", &Self::cluster, OnChange::Replace, "", ""),
                          Field("client_ids", &Self::client_ids, OnChange::Update, "client_id_list",
                                "ClientIdList"),
                          Field("arn", &Self::arn, OnChange::Ignore, "arn", "Arn"));
    }
    bool operator==(const OpenIdConnectProvider&) const = default;
};

}  // namespace inland::topology
