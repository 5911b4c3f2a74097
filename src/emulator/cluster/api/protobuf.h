// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace inland::emulator::cluster {

/// Newer clients write built-in types as protocol buffers where they know them (client-go's typed
/// clients since 1.32). Only reading is needed: they take JSON back.
inline constexpr std::string_view protobuf_content_type = "application/vnd.kubernetes.protobuf";

/// The object in a body of that type: "k8s\0" and a runtime.Unknown (k8s.io/apimachinery,
/// pkg/runtime/generated.proto). Of types, and of fields, only those of the schema are known; a
/// body that says more is refused rather than read in part: UnsupportedMediaType, after which there
/// is no doubt that nothing was stored. BadRequest for what is no protocol buffer.
Result<json::object> read_protobuf(std::string_view body);

enum class FieldKind { Text, Bytes, Number, Flag, Message, TextMap, BytesMap, IntOrString };
enum class Repeated : bool { No, Yes };

/// One field of a message, as generated.proto has it.
struct ProtobufField {
    std::uint32_t number;
    std::string_view name;
    FieldKind kind = FieldKind::Text;
    std::string_view message = {};  ///< of a Message field
    Repeated repeated = Repeated::No;
};
struct ProtobufMessage {
    std::string_view name;  ///< "ConfigMap"
    std::span<const ProtobufField> fields;
};

/// Nothing when the schema does not have it.
const ProtobufMessage* find_message(std::string_view name);
/// Those of batch, policy, autoscaling and RBAC.
std::span<const ProtobufMessage> controller_messages();

}  // namespace inland::emulator::cluster
