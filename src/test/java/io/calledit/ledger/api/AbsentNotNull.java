package io.calledit.ledger.api;

import java.util.List;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Describes what may be absent as just that: it is taken for something that may be null, which nothing here ever is. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class AbsentNotNull implements OASFilter {

    @Override
    public Schema filterSchema(Schema schema) {
        List<SchemaType> types = schema.getType();
        if (types != null && types.size() > 1 && types.contains(SchemaType.NULL)) {
            schema.removeType(SchemaType.NULL);
        }
        List<Schema> choices = schema.getAnyOf();
        if (choices != null && choices.size() == 2 && List.of(SchemaType.NULL).equals(choices.get(1).getType())) {
            return choices.get(0);
        }
        return schema;
    }
}
