package org.outcry.strategy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A public field that the caller of {@code StartStrategy} may set by its name, in {@code parameters}. Its initial value is the
 * default. Types: {@code int}, {@code long}, {@code boolean}, {@link String}, {@link java.math.BigDecimal} and enums.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Parameter {
    /** Least value of a number. */
    long min() default Long.MIN_VALUE;

    /** Greatest value of a number. */
    long max() default Long.MAX_VALUE;

    /** One sentence. */
    String value() default "";
}
