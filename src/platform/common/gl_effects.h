// Effects by shaders (shaders/*.frag), called back by Dear ImGui's OpenGL renderer.
#pragma once

#include <string>

#include "base/result.h"
#include "platform/common/effects.h"

namespace potok::platform {

class GlEffects final : public Effects {
public:
    // With a current context. Error: graphics.shader with the compiler's words.
    Status create();
    void forget();  // the context is lost: its objects are gone already
    void destroy();
    void shadow(ImDrawList& list, const ShadowShape& shape) override;
    void stream(ImDrawList& list, const StreamShape& shape) override;

private:
    struct Calls;
    unsigned shadow_ = 0, stream_ = 0, vertices_ = 0;
};

// A shader's whole text for this platform: version and precision, then the file.
std::string shader_source(std::string_view file, bool embedded);

}  // namespace potok::platform
