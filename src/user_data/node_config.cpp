// SPDX-License-Identifier: Apache-2.0
#include "user_data/node_config.h"

#include "core/crypto.h"
#include "user_data/gzip.h"
#include "user_data/mime.h"
#include "user_data/node_config_document.h"

#include <algorithm>

namespace inland::user_data {

namespace {

constexpr std::string_view part_type = "application/node.eks.aws";

/// Bytes that are base64 once more are taken for what they encode.
std::string decoded(std::string_view bytes) {
    std::string joined(bytes);
    std::erase_if(joined, [](char each) { return each == '\n' || each == '\r'; });
    return decode_base64(joined).value_or(std::string(bytes));
}

Result<NodeSettings> merge_parts(std::string_view text) {
    const auto message = TRY(split_multipart(text));
    if (!message.closed)
        return failure(ErrorKind::InvalidInput, "multipart: NextPart: EOF");
    NodeSettings settings;
    bool found = false;
    for (const MimePart& part : message.parts) {
        if (part.type != part_type)
            continue;
        TRY_VOID(merge_node_config(TRY(unpack(decoded(part.body))), settings));
        found = true;
    }
    if (!found)
        return failure(ErrorKind::InvalidInput, "could not find NodeConfig within UserData");
    return settings;
}

}  // namespace

Result<NodeSettings> read_node_config(std::string_view bytes) {
    if (bytes.empty())
        return failure(ErrorKind::NotFound,
                       "operation error ec2imds: GetUserData, http response error StatusCode: 404, "
                       "request to EC2 IMDS failed");
    const auto text = TRY(unpack(decoded(bytes)));
    if (is_multipart(text))
        return merge_parts(text);
    NodeSettings settings;
    TRY_VOID(merge_node_config(text, settings));
    return settings;
}

}  // namespace inland::user_data
