/**
 * The elementary functions of the whole project. JavaScript leaves Math.exp, Math.log, Math.pow and the rest to the engine,
 * which may differ in the last bit; these are ports of FreeBSD's libm in additions and multiplications alone, so that a log
 * recomputes to the same bits in every engine. Math.sqrt is exactly rounded by IEEE 754 and needs no stand-in.
 */
export { default as cospi } from '@stdlib/math-base-special-cospi';
export { default as erfc } from '@stdlib/math-base-special-erfc';
export { default as exp } from '@stdlib/math-base-special-exp';
export { default as expm1 } from '@stdlib/math-base-special-expm1';
export { default as ln } from '@stdlib/math-base-special-ln';
export { default as log1p } from '@stdlib/math-base-special-log1p';
export { default as pow } from '@stdlib/math-base-special-pow';
