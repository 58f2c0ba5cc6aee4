package org.eibalance.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of the settings record of a scenario. The type of the component is double, int or boolean.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

    /** Its label in a dialog, without the unit. */
    String label();

    /** Its unit; empty if it has none. */
    String unit() default "";

    /** Its default, the value of the paper; 0 for false and 1 for true. */
    double standard();

    /** The smallest value allowed. */
    double min();

    /** The largest value allowed. */
    double max();

    /** What it means, in one sentence. */
    String description();
}
